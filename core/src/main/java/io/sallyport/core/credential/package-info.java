// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Passwords, access keys, session tokens, SSH keys, certificates and credentials for single services. Secrets are final classes that never print themselves; what must be read back is sealed by the {@link io.sallyport.core.credential.Vault}, what need not is hashed. */
@NullMarked
package io.sallyport.core.credential;

import org.jspecify.annotations.NullMarked;

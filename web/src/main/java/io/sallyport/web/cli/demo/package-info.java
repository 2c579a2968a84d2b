// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** The main job from nothing: an account, a person, her three simulated devices, and a policy that asks for them. */
@NullMarked
package io.sallyport.web.cli.demo;

import org.jspecify.annotations.NullMarked;

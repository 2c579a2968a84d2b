// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * The command line: one picocli command per file, and the one place where choices for the whole process are made (clock,
 * randomness, logging, exit codes).
 *
 * <p>A command does its work and returns, or throws {@link io.sallyport.web.cli.Refused} (or core's {@code IamException},
 * or hardware's {@code DeviceException})
 * with one line that says what to do. {@link io.sallyport.web.cli.Errors} turns that into standard error and an exit code.
 */
@NullMarked
package io.sallyport.web.cli;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** What a file or directory with secrets in it is made with; nothing where a system has no such permissions. */
public final class OwnersOnly {
    private OwnersOnly() {}

    public static FileAttribute<?>[] file(Path path) {
        return of(path, "rw-------");
    }

    public static FileAttribute<?>[] directory(Path path) {
        return of(path, "rwx------");
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] of(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}

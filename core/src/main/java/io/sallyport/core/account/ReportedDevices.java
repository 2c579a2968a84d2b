// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import java.util.List;

/** Port: every MFA device of one account, for a report of them. */
public interface ReportedDevices {
    /** Root's, then users' by name without regard to case, then nobody's; each by serial. One query. */
    List<ReportedDevice> all();
}

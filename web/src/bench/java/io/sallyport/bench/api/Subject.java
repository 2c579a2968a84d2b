// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import java.util.List;

/**
 * A server under measurement and the one account that is asked about.
 *
 * @param users by name, all of them, in the order in which they are listed
 */
record Subject(String name, ServerProcess server, RequestSigner signer, String account, List<String> users) {
    String arn(String user) {
        return "<Arn>arn:aws:iam::" + account + ":user/" + user + "</Arn>";
    }
}

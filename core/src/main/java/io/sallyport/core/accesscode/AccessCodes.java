// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.accesscode;

import io.sallyport.core.IamException;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: a help desk's requests and their codes. Each step of one is a conditional change that one transaction wins. */
public interface AccessCodes {
    HelpDeskRules rules();

    void setRules(HelpDeskRules rules);

    /**
     * Opens a request; what was open for its user is replaced by it, and its code is dead. A hold goes on with it.
     *
     * @param code the code that there is already, for a request that waits for nobody
     * @throws IamException {@code NO_SUCH_ENTITY} if the user was removed since the caller looked
     */
    void open(AccessCodeRequest request, @Nullable AccessCode code);

    Optional<AccessCodeRequest> find(String id);

    /**
     * The newest first.
     *
     * @param unfinished only those that are open or hold
     */
    List<AccessCodeRequest> list(boolean unfinished, Instant now);

    /** What is open for a user. */
    Optional<AccessCodeRequest> openFor(UniqueId user, Instant now);

    /** Whether a user's password alone opens nothing while she has no device. */
    boolean holds(UniqueId user);

    /** Approves a request that waits, as another person than whoever made it. False if it does not wait, or not for her. */
    boolean approve(AccessCodeRequest request, Operator by, AccessCode code, Instant now);

    /** Ends one that waits. False if it does not, or if she made it herself. */
    boolean deny(AccessCodeRequest request, Operator by, Instant now);

    /** Ends one that is open or holds. False if it does neither. */
    boolean withdraw(AccessCodeRequest request, Operator by, Instant now);

    /** Uses a code up. Empty if it is not the user's; wrong ones are the caller's to count. */
    Optional<AccessCodeRequest> use(UniqueId user, AccessCode code, Instant now);

    /** Tells what was enrolled by it, which ends its hold. */
    void enrolled(String id, MfaSerial device);
}

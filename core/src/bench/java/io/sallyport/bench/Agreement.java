// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench;

import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the requests of a workload end. Both engines were asked: whether it is allowed, and which policies decided, so that
 * an explicit deny is told from an implicit one.
 */
record Agreement(int requests, long allowed, long explicitlyDenied) {
    /**
     * Asks both engines, on all processors.
     *
     * @param every asks every so many of the requests, 1 for all
     * @throws IllegalStateException if an answer differs
     */
    static Agreement of(int size, int every) throws IOException, CacheException {
        Workload workload = Workload.of(size);
        SallyportEngine sallyport = new SallyportEngine(workload);
        CedarEngine cedar = new CedarEngine(workload);
        List<Question> questions = Question.distinct(size);
        List<Answer> answers = IntStream.range(0, questions.size() / every)
                .parallel()
                .mapToObj(i -> agreed(questions.get(i * every), sallyport, cedar))
                .toList();
        return new Agreement(
                answers.size(),
                answers.stream().filter(Answer::allowed).count(),
                answers.stream()
                        .filter(answer ->
                                !answer.allowed() && !answer.policies().isEmpty())
                        .count());
    }

    private static Answer agreed(Question question, SallyportEngine sallyport, CedarEngine cedar) {
        Answer ours = sallyport.answer(question);
        Answer theirs;
        try {
            theirs = cedar.answer(question);
        } catch (AuthException failed) {
            throw new IllegalStateException("Cedar failed at " + question, failed);
        }
        if (!ours.equals(theirs)) {
            throw new IllegalStateException(question + ": Sallyport says " + ours + ", Cedar " + theirs);
        }
        return ours;
    }
}

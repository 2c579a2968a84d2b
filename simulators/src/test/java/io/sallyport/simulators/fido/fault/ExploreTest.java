package io.sallyport.simulators.fido.fault;
import org.junit.jupiter.api.Test;
class ExploreTest {
    @Test void explore() {
        for (Fault f : Fault.values()) {
            Bench b = new Bench();
            var c = b.register();
            System.out.printf("%-28s", f.label());
            System.out.print(" REG: "); attempt(b, f, Operation.REGISTRATION, () -> b.register());
            System.out.print("\n%28s ATT: ".formatted("")); attempt(b, f, Operation.REGISTRATION, () -> b.registerAttested());
            System.out.print("\n%28s ASR: ".formatted("")); attempt(b, f, Operation.ASSERTION, () -> b.signIn(c));
            System.out.println();
        }
    }
    static void attempt(Bench b, Fault f, Operation op, Runnable r) {
        b.faults().inject(f, When.next(op));
        String s;
        try { r.run(); s = "accepted"; } catch (Throwable e) { s = e.getClass().getSimpleName() + " " + e.getMessage() + (e.getCause() == null ? "" : " <- " + e.getCause().getClass().getSimpleName()+": "+e.getCause().getMessage()); }
        System.out.print(s.replaceAll("\\s+"," ").substring(0, Math.min(200, s.replaceAll("\\s+"," ").length())) + " acts " + b.faults().acts(f));
        b.faults().clear();
        try { r.run(); System.out.print(" | next ok"); } catch (Throwable e) { System.out.print(" | next BAD " + e.getMessage());
           b.plugInAgain();
        try { r.run(); System.out.print(" | reopened ok"); } catch (Throwable e2) { System.out.print(" | reopened BAD " + e2.getMessage());} }
    }
}

package ikabud;

import ikabud.cli.Cli;

/** The door: hands the arguments over and exits with the code that comes back. */
public final class Main {
    private Main() {}

    /** Runs the program and ends the process. */
    public static void main(String[] arguments) {
        System.exit(Cli.run(arguments));
    }
}

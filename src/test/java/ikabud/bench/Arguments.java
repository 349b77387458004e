package ikabud.bench;

import java.util.List;

/** What may follow the name of a measurement. */
final class Arguments {
    static final int INSTANCES = 50;
    static final int WORKERS = 4;

    private Arguments() {}

    /** The number in that place, or what holds without one. */
    static int at(List<String> arguments, int place, int otherwise) {
        return place < arguments.size() ? Integer.parseInt(arguments.get(place)) : otherwise;
    }
}

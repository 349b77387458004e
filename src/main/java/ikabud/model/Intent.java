package ikabud.model;

/**
 * What is wanted, and the how-manieth wish that is; a start of an older generation than the stored one is dropped.
 *
 * @param generation grows by one with each wish
 */
public record Intent(Wanted wanted, long generation) {}

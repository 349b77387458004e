package ikabud.config;

/**
 * One file that a kind renders.
 *
 * @param source the template, in the kind's own directory
 * @param target the rendered file's name, in the instance's directory of rendered files
 */
public record TemplateFile(String source, String target) {}

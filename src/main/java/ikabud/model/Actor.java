package ikabud.model;

import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param user the name behind the effective uid
 * @param loginUid the uid that logged in, kept by the kernel through sudo; null where the kernel knows none
 * @param session the audit session of that login; null where the kernel knows none
 * @param hint what the environment claims, such as {@code SUDO_USER} and the SSH address: not proof
 * @param program which program acted: {@code ikabud}, {@code ikabud-top}
 */
public record Actor(
        String user,
        int uid,
        @Nullable Long loginUid,
        @Nullable Long session,
        String hint,
        String program) {}

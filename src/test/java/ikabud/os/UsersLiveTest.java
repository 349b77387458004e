package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.model.IkabudException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("live")
class UsersLiveTest {
    private static final String NAME = "ikabud_os_test";

    private final Users users = new Users(new Spawner(), new ProcFs());

    @Test
    void a_user_is_made_found_and_deleted() {
        assumeTrue(users.currentUid() == 0);
        users.delete(NAME);
        try {
            Account made = users.create(NAME, Path.of("/nonexistent"));

            assertEquals(Optional.of(made), users.byName(NAME));
            assertEquals(Optional.of(made), users.byUid(made.uid()));
            assertEquals(Path.of("/nonexistent"), made.home());
            assertTrue(made.uid() > 0 && made.uid() < 1000);
            assertThrows(IkabudException.class, () -> users.create(NAME, Path.of("/nonexistent")));
        } finally {
            users.delete(NAME);
        }
        assertEquals(Optional.empty(), users.byName(NAME));
    }

    @Test
    void nobody_is_found_under_a_number_that_nobody_has() {
        assertEquals(Optional.empty(), users.byUid(1_999_999_999));
    }
}

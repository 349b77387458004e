package ikabud.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("live")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class SoakLiveTest {
    private static final long SEED = 20261120;
    private static final int INSTANCES = 6;
    private static final Duration TIME = Duration.ofSeconds(10);

    @Test
    void random_faults_on_several_instances_at_once_leave_all_as_it_is_wanted() throws Exception {
        try (Soak soak = new Soak(SEED, INSTANCES)) {
            soak.run(TIME);
        }
    }
}

package samples;

import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/** Runs the samples in Java: `Run OUT KIND:NAME...`, where a part of a stack is a class, and a whole program has a main. */
public final class Run {
    static final Environment ENVIRONMENT = Environment.builder().account("111122223333").region("eu-west-1").build();

    public static void main(String[] args) throws Exception {
        Path out = Path.of(args[0]).toAbsolutePath();
        int failed = 0;
        for (int i = 1; i < args.length; i++) {
            String[] sample = args[i].split(":");
            try {
                if (sample[0].equals("part")) part(out, sample[1]);
                else whole(out, sample[1]);
            } catch (Exception | Error error) {
                failed++;
                System.err.println(sample[1]);
                (error.getCause() == null ? error : error.getCause()).printStackTrace();
            }
        }
        System.out.println("failed " + failed);
        System.exit(failed == 0 ? 0 : 1);
    }

    private static void part(Path out, String name) throws Exception {
        App app = App.Builder.create().outdir(out.resolve(name).toString()).analyticsReporting(false).build();
        Class.forName("samples." + name).getConstructor(App.class, StackProps.class)
            .newInstance(app, StackProps.builder().env(ENVIRONMENT).build());
        app.synth();
    }

    /** An app of its own writes to CDK_OUTDIR, which is the same for all of them. */
    private static void whole(Path out, String name) throws Exception {
        Class.forName("samples." + name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        Path written = Path.of(System.getenv("CDK_OUTDIR"));
        if (Files.exists(written)) Files.move(written, out.resolve(name));
    }
}

package io.cordon.cli;

import io.cordon.schemas.KeyPairFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands about the keys that commands are signed with. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Make keys to sign commands with.",
        subcommands = KeysCommand.Create.class)
final class KeysCommand {
    /** Makes an Ed25519 key pair. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Makes an Ed25519 key pair: FILE is the private key (PKCS#8, PEM) of contain, or of people who push rules and policies",
                "or approve; FILE.pub the public one, for those who trust it. Prints the key id that commands carry. An existing file is never overwritten."
            })
    static final class Create implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "FILE", description = "Where the private key goes.")
        Path file = Path.of("");

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        CommandSpec spec;

        @Override
        public Integer call() {
            KeyPair pair = KeyPairFile.generate();
            try {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, KeyPairFile.privatePem(pair));
                Files.writeString(
                        Path.of(file + ".pub"), KeyPairFile.publicPem(pair.getPublic()), StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                throw new CommandException(e.getFile() + " is there already", e);
            } catch (IOException e) {
                throw new CommandException("cannot write " + file + ": " + e.getMessage(), e);
            }
            spec.commandLine().getOut().println("key id " + KeyPairFile.keyId(pair.getPublic()));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}

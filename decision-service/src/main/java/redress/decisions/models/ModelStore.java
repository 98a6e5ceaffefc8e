package redress.decisions.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.advice.InputDigest;

/// Trained models in a folder: `<folder>/<kind>/<version>/{files, manifest.json}` and
/// `<folder>/<kind>/current`.
///
/// Versions never change once written; they and `current` appear in one step (rename), so a reader
/// sees all or nothing. Loading checks every digest first and refuses a model that was changed.
/// Current is what was trained last, for the tools of a terminal; what answers in a service is said
/// by its registry. Nothing here executes or deserialises code. Thread safe; several processes may
/// read while one writes. It does not say who may write: that is the folder's owner.
public final class ModelStore {
    private static final Pattern VERSION =
            Pattern.compile("[0-9a-f]{" + Manifest.VERSION_LENGTH + "}");
    private static final String MANIFEST = "manifest.json";
    private static final String CURRENT = "current";

    private final Path folder;
    private final Clock clock;

    public ModelStore(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    public Path folder() {
        return folder;
    }

    /// Writes a new version, which is the current one from now on. A version that is already there
    /// is kept as it is.
    public Manifest add(TrainedModel model) {
        Manifest manifest = manifestOf(model);
        try {
            Path versions = Files.createDirectories(folder.resolve(model.kind().label()));
            Path draft = Files.createTempDirectory(versions, ".draft-");
            for (Map.Entry<String, byte[]> file : model.files().entrySet()) {
                write(draft.resolve(file.getKey()), file.getValue());
            }
            write(draft.resolve(MANIFEST), manifest.toJson());
            publish(draft, versions.resolve(manifest.version()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        markNewest(model.kind(), manifest.version());
        return manifest;
    }

    /// What is known of a model, as it would be written now.
    public Manifest manifestOf(TrainedModel model) {
        Map<String, String> digests = new TreeMap<>();
        model.files().forEach((name, bytes) -> digests.put(name, InputDigest.of(bytes)));
        return new Manifest(
                        model.kind().label(),
                        model.name(),
                        "",
                        "",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                        model.starter(),
                        digests,
                        model.dataSha256(),
                        model.dataRows(),
                        model.mapSha256(),
                        model.seed(),
                        model.metrics(),
                        model.thresholds(),
                        model.provenance())
                .sealed();
    }

    private static void publish(Path draft, Path version) throws IOException {
        if (Files.isDirectory(version)) {
            deleteFolder(draft);
            return;
        }
        Files.move(draft, version, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void deleteFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private void markNewest(Kind kind, String version) {
        load(kind, version);
        Path target = folder.resolve(kind.label()).resolve(CURRENT);
        try {
            Path draft = Files.createTempFile(target.getParent(), ".current-", "");
            write(draft, (version + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            Files.move(
                    draft,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /// The version trained last, or empty when there is none.
    public Optional<String> currentVersion(Kind kind) {
        try {
            return Optional.of(
                    Files.readString(folder.resolve(kind.label()).resolve(CURRENT)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads the version trained last.
    public StoredModel loadCurrent(Kind kind) {
        String version =
                currentVersion(kind)
                        .orElseThrow(
                                () ->
                                        new BadInput(
                                                Reason.NO_MODEL,
                                                folder
                                                        + ": no "
                                                        + kind.label()
                                                        + " model (train one first)"));
        return load(kind, version);
    }

    /// The kind that has this version.
    public Kind kindOf(String version) {
        return Arrays.stream(Kind.values())
                .filter(kind -> has(kind, version))
                .findFirst()
                .orElseThrow(
                        () ->
                                new BadInput(
                                        Reason.NO_MODEL,
                                        folder
                                                + ": no such version (expected: 12 hex digits, see models list)"));
    }

    /// Whether there is such a version; its files are not looked at.
    public boolean has(Kind kind, String version) {
        return VERSION.matcher(version).matches()
                && Files.isDirectory(folder.resolve(kind.label()).resolve(version));
    }

    /// Reads a version and checks it: a file that does not match its digest is refused.
    public StoredModel load(Kind kind, String version) {
        if (!VERSION.matcher(version).matches()) {
            throw new BadInput(Reason.NO_MODEL, "version: not 12 hex digits");
        }
        Path place = folder.resolve(kind.label()).resolve(version);
        try {
            Manifest manifest = Manifest.fromJson(Files.readAllBytes(place.resolve(MANIFEST)));
            checkManifest(kind, version, manifest);
            Map<String, byte[]> files = new HashMap<>();
            for (Map.Entry<String, String> file : manifest.files().entrySet()) {
                files.put(file.getKey(), checked(place.resolve(file.getKey()), file.getValue()));
            }
            return new StoredModel(manifest, files);
        } catch (NoSuchFileException e) {
            throw new BadInput(Reason.NO_MODEL, e.getMessage() + ": no such file", e);
        } catch (IOException e) {
            throw new BadInput(Reason.TAMPERED_MODEL, place + ": manifest not usable", e);
        }
    }

    private static void checkManifest(Kind kind, String version, Manifest manifest) {
        boolean genuine =
                manifest.digest().equals(manifest.computedDigest())
                        && manifest.digest().startsWith(version)
                        && manifest.version().equals(version)
                        && manifest.kind().equals(kind.label());
        if (!genuine) {
            throw new BadInput(
                    Reason.TAMPERED_MODEL,
                    kind.label() + " " + version + ": the manifest does not match its digest");
        }
    }

    private static byte[] checked(Path file, String digest) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!InputDigest.of(bytes).equals(digest)) {
            throw new BadInput(
                    Reason.TAMPERED_MODEL, file + ": does not match its digest in the manifest");
        }
        return bytes;
    }

    /// The manifests of every version of a kind, oldest first. Files are not checked.
    public List<Manifest> list(Kind kind) {
        Path versions = folder.resolve(kind.label());
        if (!Files.isDirectory(versions)) {
            return List.of();
        }
        try (Stream<Path> places = Files.list(versions)) {
            return places.filter(place -> VERSION.matcher(place.getFileName().toString()).matches())
                    .map(ModelStore::manifest)
                    .sorted(
                            Comparator.comparing(Manifest::createdAt)
                                    .thenComparing(Manifest::version))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifest manifest(Path place) {
        try {
            return Manifest.fromJson(Files.readAllBytes(place.resolve(MANIFEST)));
        } catch (IOException e) {
            throw new BadInput(Reason.TAMPERED_MODEL, place + ": manifest not usable", e);
        }
    }
}

package redress.mesh.audit.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import redress.mesh.audit.journal.JournalFolder;

/// Journals, each checked alone and then against what the others witnessed of it.
///
/// What is sealed and witnessed can't be changed unnoticed. Not promised: the last seconds before a
/// crash, which no block seals or no witness has seen yet.
///
/// @param journals the journals
/// @param missing journals that were witnessed and are not there
/// @param unchecked how many witnessed blocks belong to journals that were not given
public record Verification(List<JournalReport> journals, List<Broken> missing, long unchecked) {
    public Verification {
        journals = List.copyOf(journals);
        missing = List.copyOf(missing);
    }

    /// Checks the journals.
    ///
    /// @param partial whether journals of other workloads than these may be away
    public static Verification of(List<JournalFolder> folders, Anchors anchors, boolean partial)
            throws IOException {
        var reports = new ArrayList<JournalReport>();
        var witnessed = new ArrayList<Witnessed>();
        for (JournalFolder folder : folders) {
            var check = new JournalCheck(folder, anchors);
            reports.add(check.run());
            witnessed.addAll(check.witnessed());
        }
        witnessed.sort(Comparator.comparingLong(each -> each.head().getBlock()));
        var missing = new ArrayList<Broken>();
        long unchecked = 0;
        for (Witnessed each : witnessed) {
            int at = find(reports, each);
            if (at >= 0) {
                reports.set(at, compare(reports.get(at), each));
            } else if (partial) {
                unchecked++;
            } else {
                note(missing, each);
            }
        }
        return new Verification(reports, missing, unchecked);
    }

    /// Whether nothing is broken.
    public boolean whole() {
        return missing.isEmpty() && journals.stream().allMatch(each -> each.broken().isEmpty());
    }

    private static int find(List<JournalReport> reports, Witnessed witnessed) {
        for (int i = 0; i < reports.size(); i++) {
            var report = reports.get(i);
            boolean same = report.instance().equals(witnessed.head().getInstance());
            // One that was cut down to nothing has no block left that names its workload.
            if (same
                    && (report.workload().isEmpty()
                            || report.name().equals(witnessed.workload()))) {
                return i;
            }
        }
        return -1;
    }

    private static JournalReport compare(JournalReport report, Witnessed witnessed) {
        long number = witnessed.head().getBlock();
        if (report.broken().isPresent()) {
            return report;
        }
        if (number > report.blocks().size()) {
            return report.broken(
                    Broken.block(
                            report.blocks().size() + 1L,
                            "missing, block " + number + " was " + witnessed));
        }
        if (!report.blocks().get((int) number - 1).equals(witnessed.head().getSha256())) {
            return report.broken(Broken.block(number, "differs from what was " + witnessed));
        }
        return report.witnessed(number);
    }

    private static void note(List<Broken> missing, Witnessed witnessed) {
        String what =
                "journal %s of %s".formatted(witnessed.head().getInstance(), witnessed.workload());
        Optional<Broken> known =
                missing.stream().filter(each -> each.what().equals(what)).findFirst();
        if (known.isEmpty()) {
            missing.add(
                    new Broken(
                            what,
                            "missing, block %d was %s"
                                    .formatted(witnessed.head().getBlock(), witnessed)));
        }
    }
}

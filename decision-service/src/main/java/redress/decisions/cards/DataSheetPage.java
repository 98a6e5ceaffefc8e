package redress.decisions.cards;

import java.util.List;

/// A data sheet as Markdown.
final class DataSheetPage {
    private DataSheetPage() {}

    static String of(DataSheet sheet) {
        Page page = new Page("Data sheet: " + sheet.name());
        page.section("Origin")
                .line("- Source: " + sheet.source())
                .line("- Collected: " + sheet.collected())
                .line("- Licence: " + sheet.licence())
                .line("- Made up: " + (sheet.starter() ? "yes, every row" : "no"))
                .line("- Rows: " + sheet.rows())
                .line("- SHA-256: `" + sheet.sha256() + "`");
        page.section("Answers").table("answer", "share of rows", sheet.answers(), Page::percent);
        page.section("What is known")
                .table(
                        "column",
                        "share of rows in which it is known",
                        sheet.known(),
                        Page::percent);
        page.section("Never facts")
                .line(
                        sheet.neverFacts().isEmpty()
                                ? "The map protects no column."
                                : String.join(", ", sheet.neverFacts()));
        page.section("Groups");
        if (sheet.groups().isEmpty()) {
            page.line("The map names none.");
        }
        sheet.groups().forEach(one -> groups(one, page));
        return page.text();
    }

    private static void groups(DataSheet.GroupSizes sizes, Page page) {
        page.line("### " + sizes.attribute()).line("");
        if (!sizes.obstacle().isEmpty()) {
            page.line("Not shown: " + sizes.obstacle() + ".").line("");
            return;
        }
        page.table("group", "rows", sizes.rows(), String::valueOf)
                .line("")
                .list(notes(sizes))
                .line("");
    }

    private static List<String> notes(DataSheet.GroupSizes sizes) {
        String without = "Rows without a group: " + sizes.withoutGroup();
        return sizes.withheld().isEmpty()
                ? List.of(without)
                : List.of(without, "Too small to show: " + String.join(", ", sizes.withheld()));
    }
}

package redress.grievances.postgres;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import redress.grievances.categories.Categories;
import redress.grievances.v1.GrievanceCategory;
import redress.mesh.store.Transaction;

/// Categories as rows (`grievance_categories`); nothing in them is personal.
@ApplicationScoped
public class PostgresCategories implements Categories {
    @Override
    public List<GrievanceCategory> all(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT document FROM grievance_categories
                        ORDER BY string_to_array(code, '/') COLLATE "C"
                        """)
                .map((row, _) -> category(row.getBytes(1)))
                .list();
    }

    @Override
    public void put(Transaction transaction, List<GrievanceCategory> categories) {
        var batch =
                transaction
                        .handle()
                        .prepareBatch(
                                """
                                INSERT INTO grievance_categories (code, document)
                                VALUES (:code, :document)
                                ON CONFLICT (code) DO UPDATE SET document = excluded.document
                                """);
        categories.forEach(
                each ->
                        batch.bind("code", each.getCode())
                                .bind("document", each.toByteArray())
                                .add());
        var _ = batch.execute();
    }

    @Override
    public List<GrievanceCategory> line(Transaction transaction, String code) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT document FROM grievance_categories WHERE code = ANY(:codes)
                        ORDER BY length(code) DESC
                        """)
                .bindArray("codes", String.class, codes(code))
                .map((row, _) -> category(row.getBytes(1)))
                .list();
    }

    @Override
    public boolean any(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT EXISTS (SELECT FROM grievance_categories)")
                .mapTo(Boolean.class)
                .one();
    }

    private static List<String> codes(String code) {
        var codes = new ArrayList<String>();
        for (String each = code; !each.isEmpty(); ) {
            codes.add(each);
            each = each.substring(0, Math.max(0, each.lastIndexOf('/')));
        }
        return codes;
    }

    private static GrievanceCategory category(byte[] document) {
        try {
            return GrievanceCategory.parseFrom(document);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("stored category can't be read", e);
        }
    }
}

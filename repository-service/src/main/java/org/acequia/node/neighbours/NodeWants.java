package org.acequia.node.neighbours;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.acequia.core.cid.Cid;
import org.acequia.node.records.BlobReferences;
import org.acequia.replication.transfer.WantedBlobs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The files that records speak of and that are not held: the smallest first, for they serve most
/// readers soonest. In PostgreSQL, so that a restart forgets none.
final class NodeWants implements WantedBlobs {

  private static final int PAGE_ROWS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(NodeWants.class);

  private final BlobReferences references;
  private final JdbcClient jdbc;

  NodeWants(BlobReferences references, DataSource dataSource) {
    this.references = references;
    this.jdbc = JdbcClient.create(dataSource);
  }

  @Override
  public List<Wanted> next(int limit, Predicate<Cid> eligible) {
    List<Wanted> found = new ArrayList<>();
    long size = -1;
    byte[] after = new byte[0];
    while (true) {
      List<Wanted> page = page(size, after);
      for (Wanted wanted : page) {
        if (eligible.test(wanted.cid())) {
          found.add(wanted);
          if (found.size() == limit) {
            return found;
          }
        }
      }
      if (page.size() < PAGE_ROWS) {
        return found;
      }
      size = page.getLast().sizeBytes();
      after = page.getLast().cid().toBytes();
    }
  }

  private List<Wanted> page(long size, byte[] after) {
    return jdbc.sql(
            "select blob, size_bytes from wanted_blobs where (size_bytes, blob) > (?, ?)"
                + " order by size_bytes, blob limit ?")
        .param(size)
        .param(after)
        .param(PAGE_ROWS)
        .query((row, _) -> new Wanted(Cid.fromBytes(row.getBytes(1)), row.getLong(2)))
        .list();
  }

  @Override
  public void arrived(List<Cid> blobs) {
    references.arrived(blobs);
  }

  @Override
  public void unusable(Cid blob, String reason) {
    LOG.warn("The file {} is not fetched any more: {}", blob, reason);
    references.arrived(List.of(blob));
  }
}

package com.example.shop;

import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/** An application's service on top of Hibernate. */
public final class Orders {

  private final SessionFactory sessions;

  public Orders(SessionFactory sessions) {
    this.sessions = sessions;
  }

  public void place(int count) {
    sessions.inTransaction(
        session -> {
          for (int id = 1; id <= count; id++) {
            session.persist(new PurchaseOrder(id));
          }
        });
  }

  /** Asks for the lines of each order on their own. */
  public int countLinesOneByOne() {
    return sessions.fromTransaction(
        session -> {
          int lines = 0;
          for (PurchaseOrder order : all(session, "from PurchaseOrder")) {
            lines += count(order);
          }
          return lines;
        });
  }

  /** Asks for all of them at once. */
  public int countLinesJoined() {
    return sessions.fromTransaction(
        session -> {
          int lines = 0;
          for (PurchaseOrder order : all(session, "from PurchaseOrder o join fetch o.lines")) {
            lines += count(order);
          }
          return lines;
        });
  }

  private static List<PurchaseOrder> all(Session session, String query) {
    return session.createSelectionQuery(query, PurchaseOrder.class).getResultList();
  }

  private static int count(PurchaseOrder order) {
    return order.countLines();
  }
}

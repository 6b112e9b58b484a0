package org.springframework.samples.shop;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class OrderService {

  private final OrderRepository orders;

  OrderService(OrderRepository orders) {
    this.orders = orders;
  }

  /** The columns that the page shows of an order. */
  public record Row(Long id, String customer, long cents) {}

  @Transactional(readOnly = true)
  public List<Row> rows() {
    return orders.findAll().stream().map(OrderService::row).toList();
  }

  @Transactional
  public void place(String customer) {
    orders.save(new PurchaseOrder(customer));
  }

  /** Costs one query for the lines of each order. */
  private static Row row(PurchaseOrder order) {
    return new Row(order.getId(), order.getCustomer(), order.getCents());
  }
}

package org.springframework.samples.shop;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;

/** Loads its lines when they are asked for, one query for each order. */
@Entity
public class PurchaseOrder {

  @Id @GeneratedValue private Long id;

  private String customer;

  @OneToMany(cascade = CascadeType.ALL)
  @JoinColumn(name = "order_id")
  private List<OrderLine> lines = new ArrayList<>();

  protected PurchaseOrder() {}

  PurchaseOrder(String customer) {
    this.customer = customer;
  }

  void add(OrderLine line) {
    lines.add(line);
  }

  public Long getId() {
    return id;
  }

  public String getCustomer() {
    return customer;
  }

  public long getCents() {
    return lines.stream().mapToLong(OrderLine::getCents).sum();
  }
}

package com.example.shop;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;

/** An order, whose lines are loaded when they are asked for. */
@Entity
public class PurchaseOrder {

  @Id private int id;

  @OneToMany(mappedBy = "purchaseOrder", cascade = CascadeType.ALL)
  private List<OrderLine> lines = new ArrayList<>();

  protected PurchaseOrder() {}

  PurchaseOrder(int id) {
    this.id = id;
    lines.add(new OrderLine(id, this));
  }

  int countLines() {
    return lines.size();
  }
}

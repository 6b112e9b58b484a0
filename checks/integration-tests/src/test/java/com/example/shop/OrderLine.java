package com.example.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/** A line of an order. */
@Entity
public class OrderLine {

  @Id private int id;

  @ManyToOne(fetch = FetchType.LAZY)
  private PurchaseOrder purchaseOrder;

  protected OrderLine() {}

  OrderLine(int id, PurchaseOrder purchaseOrder) {
    this.id = id;
    this.purchaseOrder = purchaseOrder;
  }

  PurchaseOrder purchaseOrder() {
    return purchaseOrder;
  }
}

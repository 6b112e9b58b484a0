package org.springframework.samples.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

@Entity
public class OrderLine {

  @Id @GeneratedValue private Long id;

  private String article;

  private long cents;

  protected OrderLine() {}

  OrderLine(String article, long cents) {
    this.article = article;
    this.cents = cents;
  }

  public String getArticle() {
    return article;
  }

  public long getCents() {
    return cents;
  }
}

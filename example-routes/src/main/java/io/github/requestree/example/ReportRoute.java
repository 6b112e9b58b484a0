package io.github.requestree.example;

import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a typical report: categories loaded one by one, sales loaded in batches, and all of it
 * rendered. Look-ups are slow only in that they wait.
 */
final class ReportRoute {

  private static final int LEVELS = 3;
  private static final int SALES = 300;
  private static final int SALES_PER_BATCH = 30;
  private static final int ITEMS_PER_SALE = 8;
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);

  /**
   * A category of goods.
   *
   * @param name its name
   * @param within the categories within it
   */
  record Category(String name, List<Category> within) {}

  /**
   * A sold item.
   *
   * @param name its name
   * @param quantity the number of pieces
   * @param price the price of one piece
   */
  record Item(String name, int quantity, BigDecimal price) {}

  /**
   * One row of the report.
   *
   * @param number its number
   * @param day the day of the sale
   * @param items the sold items
   * @param total the price of all of them
   */
  record Sale(int number, String day, List<Item> items, BigDecimal total) {}

  /**
   * The report.
   *
   * @param categories the tree of categories
   * @param sales the rows
   */
  record Report(Category categories, List<Sale> sales) {}

  void report(Exchange exchange) throws InterruptedException, IOException {
    Category categories = loadCategory(exchange, "goods", LEVELS);
    exchange.lap("loadCategory");

    List<Sale> sales = loadSales(exchange);
    exchange.lap("loadSales");

    String rendered = Json.text(new Report(categories, sales));
    exchange.lap("render");
    exchange.answer(new RawValue(rendered));
  }

  private static Category loadCategory(Exchange exchange, String name, int levels)
      throws InterruptedException {
    SlowWork.slowOperation(exchange.seconds(0.004));
    List<Category> within = new ArrayList<>();
    for (int child = 1; levels > 0 && child <= 2; child++) {
      within.add(loadCategory(exchange, name + "." + child, levels - 1));
    }
    return new Category(name, within);
  }

  private static List<Sale> loadSales(Exchange exchange) throws InterruptedException {
    List<Sale> sales = new ArrayList<>();
    for (int number = 0; number < SALES; number++) {
      if (number % SALES_PER_BATCH == 0) {
        SlowWork.slowOperation(exchange.seconds(0.01));
      }
      sales.add(sale(number));
    }
    return sales;
  }

  private static Sale sale(int number) {
    List<Item> items = new ArrayList<>();
    BigDecimal total = BigDecimal.ZERO;
    for (int position = 1; position <= ITEMS_PER_SALE; position++) {
      BigDecimal price = BigDecimal.valueOf(number * 31L + position * 17L, 2);
      items.add(new Item("item " + number + "." + position, position, price));
      total = total.add(price.multiply(BigDecimal.valueOf(position)));
    }
    return new Sale(number, FIRST_DAY.plusDays(number).toString(), items, total);
  }
}

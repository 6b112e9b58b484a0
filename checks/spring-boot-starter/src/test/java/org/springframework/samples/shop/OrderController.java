package org.springframework.samples.shop;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class OrderController {

  private final OrderService orders;

  OrderController(OrderService orders) {
    this.orders = orders;
  }

  @GetMapping("/orders")
  public String listOrders(Model model) {
    model.addAttribute("orders", orders.rows());
    return "orders";
  }

  @PostMapping("/orders")
  public String placeOrder(@RequestParam("customer") String customer) {
    orders.place(customer);
    return "redirect:/orders";
  }
}

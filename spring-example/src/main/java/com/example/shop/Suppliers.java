package com.example.shop;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** The prices of a supplier, over HTTP. */
@Component
class Suppliers {

  private final RestClient.Builder clients;
  private final Environment environment;

  Suppliers(RestClient.Builder clients, Environment environment) {
    this.clients = clients;
    this.environment = environment;
  }

  String price(int article) {
    String supplier = "http://127.0.0.1:" + environment.getProperty("local.server.port");
    return clients
        .baseUrl(supplier)
        .build()
        .get()
        .uri("/supplier/prices/{article}", article)
        .retrieve()
        .body(String.class);
  }
}

package com.example.shop;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Answers from another thread. */
@WebServlet(urlPatterns = "/later", asyncSupported = true)
public final class LaterServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> answer(async));
  }

  private static void answer(AsyncContext async) {
    OrderServlet.loadOrder();
    try {
      async.getResponse().getWriter().print("later");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    async.complete();
  }
}

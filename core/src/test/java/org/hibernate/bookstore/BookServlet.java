package org.hibernate.bookstore;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Of an application that lives where a library does. */
public final class BookServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      find();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void find() throws InterruptedException {
    Thread.sleep(120);
  }
}

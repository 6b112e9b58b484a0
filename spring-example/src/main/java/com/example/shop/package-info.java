/**
 * A shop as a Spring developer writes it. Requestree is one dependency of its {@code pom.xml}, and
 * no line in here.
 */
package com.example.shop;

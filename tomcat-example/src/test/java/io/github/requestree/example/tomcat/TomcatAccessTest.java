package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.AccessContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;
import jakarta.servlet.Filter;
import java.util.stream.Stream;
import org.apache.catalina.filters.RemoteIpFilter;

class TomcatAccessTest extends AccessContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }

  @Override
  protected Stream<Filter> believers() {
    return Stream.concat(super.believers(), Stream.of(new RemoteIpFilter()));
  }

  @Override
  protected boolean isSeenWithoutProxy() {
    // The valve marks all that comes through it, and leaves nothing of what it has changed.
    return false;
  }
}

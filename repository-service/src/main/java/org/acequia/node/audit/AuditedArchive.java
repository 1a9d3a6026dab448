package org.acequia.node.audit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.acequia.core.archive.Archive;
import org.jspecify.annotations.Nullable;

/// Notes what people change in an archive, and says nothing of what they read. What runs without a
/// request, such as an import, is noted where it is asked for.
///
/// A proxy, because [Archive] is wide and all but its writes would be passed through.
public final class AuditedArchive implements InvocationHandler {

  private static final Map<String, Act> ACTS =
      Map.ofEntries(
          Map.entry("addCollection", Act.COLLECTION_ADDED),
          Map.entry("describeCollection", Act.COLLECTION_DESCRIBED),
          Map.entry("chooseCover", Act.COLLECTION_COVER_CHOSEN),
          Map.entry("addItems", Act.ITEMS_ADDED),
          Map.entry("describe", Act.ITEM_DESCRIBED),
          Map.entry("attach", Act.ITEM_FILES_CHANGED),
          Map.entry("tag", Act.ITEM_TAGGED),
          Map.entry("remove", Act.ITEM_REMOVED),
          Map.entry("removeAll", Act.ITEM_REMOVED),
          Map.entry("restore", Act.ITEM_RESTORED));

  private final Archive archive;
  private final AuditTrail trail;
  private final Actors actors;

  private AuditedArchive(Archive archive, AuditTrail trail, Actors actors) {
    this.archive = archive;
    this.trail = trail;
    this.actors = actors;
  }

  /// Returns `archive`, with every change that a request makes noted in `trail`.
  public static Archive of(Archive archive, AuditTrail trail, Actors actors) {
    return (Archive)
        Proxy.newProxyInstance(
            Archive.class.getClassLoader(),
            new Class<?>[] {Archive.class},
            new AuditedArchive(archive, trail, actors));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object result;
    try {
      result = method.invoke(archive, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
    Act act = ACTS.get(method.getName());
    if (act != null && arguments != null && !actors.current().equals(Actors.Actor.NODE)) {
      trail.note(act, subject(arguments, result));
    }
    return result;
  }

  /// The id of what was changed stands second; of what was added, it is what came back. Of several,
  /// their number and the first.
  private static String subject(Object[] arguments, @Nullable Object result) {
    Object about = result == null ? arguments[1] : result;
    return about instanceof List<?> several
        ? "%d: %s".formatted(several.size(), several.isEmpty() ? "" : several.getFirst())
        : about.toString();
  }
}

package org.acequia.it.pages;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is wrong with a page that is open in a browser, in words; nothing where all is well.
public final class Examination {

  private static final Set<String> GRAVE = Set.of("serious", "critical");

  /// How many more times Tab is pressed than there are controls: a player has several of its own.
  private static final int TABS_TO_SPARE = 40;

  private static final String OVERFLOW =
      """
      () => {
        const wide = document.documentElement.clientWidth;
        return document.documentElement.scrollWidth <= wide ? [] :
          [...document.body.querySelectorAll('*')]
            .filter(e => e.getBoundingClientRect().right > wide + 1
              || e.getBoundingClientRect().left < -1)
            .slice(0, 4).map(e => 'sticks out: ' + e.outerHTML.slice(0, 120));
      }\
      """;

  /// Words that did not come out of a bundle: all bundles' words stand in brackets here. What an
  /// archive holds says so by an element of its own, by its language or by its direction.
  private static final String UNLOCALISED =
      """
      () => {
        const data = 'bdi, code, time, mark, cite, textarea, option, [dir=auto], [dir=ltr], [lang]:not(html)';
        const bare = text => {
          let rest = text, before;
          do { before = rest; rest = rest.replace(/⟦[^⟦⟧]*⟧/gu, ''); } while (rest !== before);
          return rest.replace(/\\b([kMGT]B)\\b/g, '').match(/\\p{L}{2,}/u) ? text.trim() : '';
        };
        const found = [];
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
          const node = walk.currentNode;
          // Where scripts run, what stands in <noscript> is one text, tags and all.
          const words = node.parentElement.closest('noscript') ? node.data.replace(/<[^>]*>/g, '') : node.data;
          if (!node.parentElement.closest(data + ', script, style')) found.push(bare(words));
        }
        for (const e of document.body.querySelectorAll('[aria-label], [placeholder]')) {
          for (const name of ['aria-label', 'placeholder']) {
            const value = e.getAttribute(name) ?? '';
            if (!/\\.(jpg|png|txt|wav|ogg|webm|pdf)$|^http/.test(value)) found.push(bare(value));
          }
        }
        return found.filter(text => text !== '').map(text => 'not out of a bundle: ' + text);
      }\
      """;

  /// Numbers every control that a person can use; one number for the buttons of one choice.
  private static final String CONTROLS =
      """
      () => {
        const seen = new Set();
        let count = 0;
        // Whatever was done on the page before, the first Tab begins at its top.
        document.body.tabIndex = -1;
        document.body.focus();
        document.body.removeAttribute('tabindex');
        for (const e of document.querySelectorAll('a[href], button, input, select, textarea,'
            + ' summary, audio[controls], video[controls], [tabindex="0"]')) {
          const shown = e.checkVisibility({visibilityProperty: true}) && !e.disabled
            && e.tabIndex >= 0 && e.type !== 'hidden';
          const group = e.type === 'radio' ? e.name : null;
          if (!shown || (group && seen.has(group))) continue;
          if (group) seen.add(group);
          e.dataset.control = count++;
          if (group) document.querySelectorAll(`[name="${CSS.escape(group)}"]`)
            .forEach(other => { other.dataset.control = e.dataset.control; });
        }
        return count;
      }\
      """;

  private static final String ALL_PICTURES =
      """
      () => {
        const all = [...document.images];
        all.forEach(image => { image.loading = 'eager'; });
        return Promise.all(all.map(image => image.decode().catch(() => {}))).then(() => true);
      }\
      """;

  private static final String FOCUSED =
      """
      () => {
        const e = document.activeElement;
        if (!e || e === document.body) return 'none';
        const style = getComputedStyle(e);
        // A player draws the ring round the one of its own controls that has the focus.
        if (e.matches('audio, video')) return e.dataset.control;
        const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        return (e.dataset.control ?? 'other') + (ring ? '' : ' without a ring: '
          + e.outerHTML.slice(0, 90));
      }\
      """;

  private final Page page;

  /// Examines what `page` shows now.
  public Examination(Page page) {
    this.page = page;
  }

  /// Returns the grave faults that axe finds.
  public List<String> accessibility() {
    return grave(new AxeBuilder(page));
  }

  /// Returns what is hard to read, the only thing that changes with the light.
  public List<String> contrast() {
    return grave(new AxeBuilder(page).withRules(List.of("color-contrast")));
  }

  /// Within the page itself: by default axe opens another one to sum up the frames, which there are
  /// none of.
  private static List<String> grave(AxeBuilder axe) {
    List<String> faults = new ArrayList<>();
    for (Rule rule : axe.setLegacyMode(true).analyze().getViolations()) {
      if (GRAVE.contains(rule.getImpact())) {
        rule.getNodes()
            .forEach(node ->
                faults.add(
                    "%s: %s %s".formatted(rule.getId(), node.getHtml(), node.getFailureSummary())));
      }
    }
    return faults;
  }

  /// Waits until every picture of the page is there, even those far below.
  public void awaitPictures() {
    page.evaluate(ALL_PICTURES);
  }

  /// Returns what sticks out at the side.
  public List<String> overflow() {
    return strings(page.evaluate(OVERFLOW));
  }

  /// Returns words that are not in the language of the page.
  public List<String> unlocalised() {
    return strings(page.evaluate(UNLOCALISED));
  }

  /// Goes through the page with the Tab key alone: every control is reached, shows that it is, and
  /// is left again.
  public List<String> keyboard() {
    int controls = ((Number) page.evaluate(CONTROLS)).intValue();
    List<String> faults = new ArrayList<>();
    Set<String> reached = new LinkedHashSet<>();
    boolean ended = false;
    for (int i = 0; i < controls + TABS_TO_SPARE && !ended; i++) {
      page.keyboard().press("Tab");
      String focused = page.evaluate(FOCUSED).toString();
      if (focused.contains("without a ring")) {
        faults.add(focused);
      }
      String number = focused.split(" ", 2)[0];
      ended = number.equals("none") || (i > 0 && number.equals("0") && reached.size() > 1);
      reached.add(number);
      if (i == 0 && !number.equals("0")) {
        faults.add("the first stop is not the skip link but " + focused);
      }
    }
    if (!ended) {
      faults.add("the focus never leaves the page: it reached %s".formatted(reached));
    }
    for (int control = 0; control < controls; control++) {
      if (!reached.contains(Integer.toString(control))) {
        faults.add(
            "not reached: "
                + page.evaluate(
                    "n => document.querySelector(`[data-control='${n}']`).outerHTML.slice(0, 120)",
                    control));
      }
    }
    return faults;
  }

  private static List<String> strings(Object found) {
    return ((List<?>) found).stream().map(Object::toString).toList();
  }
}

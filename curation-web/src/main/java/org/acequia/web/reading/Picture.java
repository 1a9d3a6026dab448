package org.acequia.web.reading;

import org.jspecify.annotations.Nullable;

/// A picture in a page.
///
/// @param address where it is
/// @param width in pixels; null where it is not known
/// @param height in pixels; null where it is not known
/// @param sources the same picture in several widths, as `srcset` has it; null where there is one
public record Picture(
    String address, @Nullable Integer width, @Nullable Integer height, @Nullable String sources) {}

package org.acequia.core.media;

/// A point on the earth, in degrees of WGS 84.
///
/// @param latitude from -90 to 90, north is positive
/// @param longitude from -180 to 180, east is positive
public record Coordinates(double latitude, double longitude) {

  /// Refuses what is no point.
  ///
  /// @throws IllegalArgumentException if a number is out of its range, or none
  public Coordinates {
    if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException(
          "No point on the earth: %s, %s".formatted(latitude, longitude));
    }
  }

  /// Returns the point as `latitude, longitude` with five decimals, about a metre.
  @Override
  public String toString() {
    return String.format(java.util.Locale.ROOT, "%.5f, %.5f", latitude, longitude);
  }
}

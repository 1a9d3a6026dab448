package org.acequia.indexer.extraction;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.lang.GeoLocation;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a picture says about itself in EXIF, IPTC and XMP.
///
/// People write IPTC and XMP, cameras write EXIF: so people's words come first, and the camera's
/// clock first for when.
final class PhotoMetadata {

  /// What cameras write into every picture's description.
  private static final Set<String> BOILERPLATE =
      Set.of(
          "olympus digital camera",
          "minolta digital camera",
          "konica minolta digital camera",
          "digital camera",
          "sony dsc",
          "exif_jpeg_picture",
          "jpeg",
          "default",
          "dcim",
          "samsung",
          "kodak digital still camera",
          "created with gimp",
          "untitled");

  private static final String DC = XMPConst.NS_DC;
  private static final String PHOTOSHOP = XMPConst.NS_PHOTOSHOP;

  private final Metadata file;
  private final MetadataDraft draft;

  private PhotoMetadata(Metadata file, MetadataDraft draft) {
    this.file = file;
    this.draft = draft;
  }

  /// Adds what `file` says to `draft`. A file in no format that is known says nothing.
  static void read(Path file, MetadataDraft draft) throws IOException {
    Metadata metadata;
    try {
      metadata = ImageMetadataReader.readMetadata(file.toFile());
    } catch (ImageProcessingException _) {
      return;
    }
    new PhotoMetadata(metadata, draft).read();
  }

  private void read() {
    for (IptcDirectory iptc : file.getDirectoriesOfType(IptcDirectory.class)) {
      readIptc(iptc);
    }
    readCameraDate();
    for (XmpDirectory xmp : file.getDirectoriesOfType(XmpDirectory.class)) {
      readXmp(xmp.getXMPMeta());
    }
    for (ExifIFD0Directory exif : file.getDirectoriesOfType(ExifIFD0Directory.class)) {
      readExif(exif);
    }
    for (IptcDirectory iptc : file.getDirectoriesOfType(IptcDirectory.class)) {
      draft.date(
          Dates.read(
              iptc.getString(IptcDirectory.TAG_DATE_CREATED),
              iptc.getString(IptcDirectory.TAG_TIME_CREATED),
              null));
    }
    for (GpsDirectory gps : file.getDirectoriesOfType(GpsDirectory.class)) {
      GeoLocation at = gps.getGeoLocation();
      if (at != null) {
        draft.coordinates(at.getLatitude(), at.getLongitude());
      }
    }
    readLastDate();
  }

  private void readCameraDate() {
    for (ExifSubIFDDirectory exif : file.getDirectoriesOfType(ExifSubIFDDirectory.class)) {
      draft.date(
          exifDate(
              exif,
              ExifDirectoryBase.TAG_DATETIME_ORIGINAL,
              ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL));
    }
    for (ExifSubIFDDirectory exif : file.getDirectoriesOfType(ExifSubIFDDirectory.class)) {
      draft.date(
          exifDate(
              exif,
              ExifDirectoryBase.TAG_DATETIME_DIGITIZED,
              ExifDirectoryBase.TAG_TIME_ZONE_DIGITIZED));
    }
  }

  /// When the file was last changed is better than nothing: old cameras write nothing else.
  private void readLastDate() {
    for (ExifIFD0Directory exif : file.getDirectoriesOfType(ExifIFD0Directory.class)) {
      draft.date(exifDate(exif, ExifDirectoryBase.TAG_DATETIME, ExifDirectoryBase.TAG_TIME_ZONE));
    }
  }

  private static Optional<String> exifDate(Directory exif, int tag, int zone) {
    String date = exif.getString(tag);
    String offset = exif.getString(zone);
    return offset == null
        ? Dates.read(date)
        : Dates.read(date + offset.strip()).or(() -> Dates.read(date));
  }

  private void readIptc(IptcDirectory iptc) {
    draft
        .title(iptc.getString(IptcDirectory.TAG_OBJECT_NAME))
        .title(iptc.getString(IptcDirectory.TAG_HEADLINE))
        .description(iptc.getString(IptcDirectory.TAG_CAPTION))
        .rights(iptc.getString(IptcDirectory.TAG_COPYRIGHT_NOTICE))
        .place(
            joined(
                iptc.getString(IptcDirectory.TAG_SUB_LOCATION),
                iptc.getString(IptcDirectory.TAG_CITY),
                iptc.getString(IptcDirectory.TAG_PROVINCE_OR_STATE),
                iptc.getString(IptcDirectory.TAG_COUNTRY_OR_PRIMARY_LOCATION_NAME)));
    values(iptc, IptcDirectory.TAG_BY_LINE).forEach(draft::creator);
    values(iptc, IptcDirectory.TAG_KEYWORDS).forEach(draft::keyword);
  }

  private static List<String> values(Directory directory, int tag) {
    String[] values = directory.getStringArray(tag);
    String one = directory.getString(tag);
    return values != null ? List.of(values) : one == null ? List.of() : List.of(one);
  }

  private void readExif(ExifIFD0Directory exif) {
    draft
        .title(exif.getDescription(ExifDirectoryBase.TAG_WIN_TITLE))
        .description(written(exif.getString(ExifDirectoryBase.TAG_IMAGE_DESCRIPTION)))
        .description(exif.getDescription(ExifDirectoryBase.TAG_WIN_COMMENT))
        .creator(exif.getString(ExifDirectoryBase.TAG_ARTIST))
        .rights(exif.getString(ExifDirectoryBase.TAG_COPYRIGHT))
        .camera(
            exif.getString(ExifDirectoryBase.TAG_MAKE),
            exif.getString(ExifDirectoryBase.TAG_MODEL));
    String keywords = exif.getDescription(ExifDirectoryBase.TAG_WIN_KEYWORDS);
    if (keywords != null) {
      Stream.of(keywords.split(";", -1)).forEach(draft::keyword);
    }
  }

  /// Returns null for what a machine wrote.
  private static @Nullable String written(@Nullable String description) {
    return description == null || BOILERPLATE.contains(description.strip().toLowerCase(Locale.ROOT))
        ? null
        : description;
  }

  private void readXmp(XMPMeta xmp) {
    draft
        .title(localized(xmp, DC, "title"))
        .title(property(xmp, PHOTOSHOP, "Headline"))
        .description(localized(xmp, DC, "description"))
        .rights(localized(xmp, DC, "rights"))
        .date(Dates.read(property(xmp, PHOTOSHOP, "DateCreated")))
        .date(Dates.read(property(xmp, XMPConst.NS_EXIF, "DateTimeOriginal")))
        .place(
            joined(
                property(xmp, "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "Location"),
                property(xmp, PHOTOSHOP, "City"),
                property(xmp, PHOTOSHOP, "State"),
                property(xmp, PHOTOSHOP, "Country")))
        .camera(property(xmp, XMPConst.NS_TIFF, "Make"), property(xmp, XMPConst.NS_TIFF, "Model"));
    items(xmp, "creator").forEach(draft::creator);
    items(xmp, "subject").forEach(draft::keyword);
    items(xmp, "language").forEach(draft::language);
    draft.date(Dates.read(property(xmp, XMPConst.NS_XMP, "CreateDate")));
  }

  private static @Nullable String property(XMPMeta xmp, String namespace, String name) {
    try {
      return xmp.getPropertyString(namespace, name);
    } catch (XMPException _) {
      return null;
    }
  }

  private static @Nullable String localized(XMPMeta xmp, String namespace, String name) {
    try {
      var text = xmp.getLocalizedText(namespace, name, null, XMPConst.X_DEFAULT);
      return text == null ? null : text.getValue();
    } catch (XMPException _) {
      return null;
    }
  }

  private static List<String> items(XMPMeta xmp, String name) {
    List<String> items = new ArrayList<>();
    try {
      int count = Math.min(xmp.countArrayItems(DC, name), 50);
      for (int i = 1; i <= count; i++) {
        items.add(xmp.getArrayItem(DC, name, i).getValue());
      }
    } catch (XMPException _) {
      return items; // as far as it could be read
    }
    return items;
  }

  private static @Nullable String joined(@Nullable String... parts) {
    String place =
        Stream.of(parts)
            .flatMap(part -> MetadataDraft.line(part).stream())
            .distinct()
            .collect(Collectors.joining(", "));
    return place.isEmpty() ? null : place;
  }
}

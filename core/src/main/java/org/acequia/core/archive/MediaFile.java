package org.acequia.core.archive;

import org.acequia.core.cid.Cid;

/// One file of an item.
///
/// @param blob the file's bytes
/// @param sizeBytes their number
/// @param name the file name it was given, for people; never used as a path
/// @param mediaType the IANA media type, such as `image/jpeg`
public record MediaFile(Cid blob, long sizeBytes, String name, String mediaType) {}

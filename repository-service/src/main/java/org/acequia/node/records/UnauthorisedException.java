package org.acequia.node.records;

import org.acequia.core.identity.DeviceKey;
import org.acequia.core.record.Role;

/// A device of this node was to sign what its capabilities do not allow. Nothing was kept.
public final class UnauthorisedException extends RuntimeException {

  private final DeviceKey device;
  private final Role needed;

  UnauthorisedException(DeviceKey device, Role needed) {
    super(
        "The device %s may not do this: it takes a capability for %s. Nothing was kept."
            .formatted(device.value(), needed.code()));
    this.device = device;
    this.needed = needed;
  }

  /// Returns the device.
  public DeviceKey device() {
    return device;
  }

  /// Returns the role it lacks in the set.
  public Role needed() {
    return needed;
  }
}

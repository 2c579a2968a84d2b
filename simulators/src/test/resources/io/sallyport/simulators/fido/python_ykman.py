# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""What Yubico's yubikit for Python (Debian: python3-ykman) reads of the simulated key on a loopback port."""

import sys

from fido2.hid import CtapHidDevice
from fido2.hid.base import HidDescriptor
from yubikit.core import TRANSPORT
from yubikit.management import ManagementSession

from python_fido2 import TcpConnection

descriptor = HidDescriptor("", 0x1050, 0x0402, 64, 64)
info = ManagementSession(CtapHidDevice(descriptor, TcpConnection(int(sys.argv[1])))).read_device_info()
usb = info.supported_capabilities[TRANSPORT.USB]
version = "%d.%d.%d" % info.version
print(info.serial, version, info.form_factor.name, info.is_sky, "%04x" % usb, TRANSPORT.NFC in info.supported_capabilities)

//! Which addresses belong to everybody: all that is private, local, reserved or a tunnel to such is not.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Ranges of IPv4 that are not the open Internet, as the registry of special addresses lists them.
const CLOSED_V4: [([u8; 4], u32); 16] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    // Where clouds answer with the credentials of the machine that asks.
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    // Everything from multicast up: group addresses, reserved ones, and the broadcast.
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
    // A cloud's machine agent behind an address that looks public.
    ([168, 63, 129, 16], 32),
];

/// Ranges within `2000::/3`, the only part of IPv6 that is open, which are not open themselves.
const CLOSED_V6: [([u16; 2], u32); 4] = [
    // Protocol assignments, Teredo tunnels among them.
    ([0x2001, 0], 23),
    ([0x2001, 0xdb8], 32),
    // Tunnels whose far end is any IPv4 address.
    ([0x2002, 0], 16),
    ([0x3fff, 0], 20),
];

/// Whether an address is one of the open Internet.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !CLOSED_V4.iter().any(|(range, prefix)| {
        let differs = u32::from(address) ^ u32::from(Ipv4Addr::from(*range));
        differs.leading_zeros() >= *prefix
    })
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    // What a translator makes of an IPv4 address is as open as that one.
    if segments[..6] == [0x64, 0xff9b, 0, 0, 0, 0] {
        let [.., a, b, c, d] = address.octets();
        return is_public_v4(Ipv4Addr::new(a, b, c, d));
    }
    let top = u32::from(segments[0]) << 16 | u32::from(segments[1]);
    let closed = CLOSED_V6.iter().any(|([first, second], prefix)| {
        let range = u32::from(*first) << 16 | u32::from(*second);
        (top ^ range).leading_zeros() >= *prefix
    });
    segments[0] >> 13 == 1 && !closed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Addresses with what they are; the odd ones out are one step beyond a range.
    const TABLE: &[(&str, bool)] = &[
        ("1.1.1.1", true),
        ("8.8.8.8", true),
        ("93.184.216.34", true),
        ("0.0.0.0", false),
        ("0.1.2.3", false),
        ("9.255.255.255", true),
        ("10.0.0.0", false),
        ("10.255.255.255", false),
        ("11.0.0.0", true),
        ("100.63.255.255", true),
        ("100.64.0.1", false),
        ("100.100.100.200", false),
        ("100.127.255.255", false),
        ("100.128.0.0", true),
        ("127.0.0.1", false),
        ("127.255.255.254", false),
        ("128.0.0.1", true),
        ("168.63.129.16", false),
        ("168.63.129.17", true),
        ("169.253.255.255", true),
        ("169.254.169.254", false),
        ("169.254.170.2", false),
        ("172.15.255.255", true),
        ("172.16.0.1", false),
        ("172.31.255.255", false),
        ("172.32.0.0", true),
        ("192.0.0.192", false),
        ("192.0.2.1", false),
        ("192.88.99.1", false),
        ("192.168.0.1", false),
        ("192.168.255.255", false),
        ("192.169.0.0", true),
        ("198.17.255.255", true),
        ("198.18.0.1", false),
        ("198.19.255.255", false),
        ("198.51.100.7", false),
        ("203.0.113.7", false),
        ("223.255.255.255", true),
        ("224.0.0.1", false),
        ("239.255.255.250", false),
        ("240.0.0.1", false),
        ("255.255.255.255", false),
        ("::", false),
        ("::1", false),
        ("::7f00:1", false),
        ("::ffff:127.0.0.1", false),
        ("::ffff:10.1.2.3", false),
        ("::ffff:169.254.169.254", false),
        ("::ffff:8.8.8.8", true),
        ("::ffff:0:7f00:1", false),
        ("64:ff9b::a9fe:a9fe", false),
        ("64:ff9b::808:808", true),
        ("64:ff9b:1::a00:1", false),
        ("100::1", false),
        ("2001::1", false),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", false),
        ("2001:1ff:ffff::1", false),
        ("2001:200::1", true),
        ("2001:4860:4860::8888", true),
        ("2001:db8::1", false),
        ("2002:a9fe:a9fe::1", false),
        ("2606:4700:4700::1111", true),
        ("3fff::1", false),
        ("4000::1", false),
        ("5f00::1", false),
        ("fc00::1", false),
        ("fd00:ec2::254", false),
        ("fd20:ce::254", false),
        ("fe80::1", false),
        ("febf::1", false),
        ("fec0::1", false),
        ("ff02::1", false),
        ("ff0e::1", false),
    ];

    #[test]
    fn what_is_everybodys_is_told_from_what_is_not() {
        for (address, is_open) in TABLE {
            assert_eq!(is_public(address.parse().unwrap()), *is_open, "{address}");
        }
    }
}

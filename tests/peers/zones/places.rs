//! Fields that say where something is: addresses, prefixes, gateways, places on earth, services.

use super::fields::{Field, Maker, NAMES};

impl Maker<'_> {
    pub(super) fn address(&mut self, field: Field) -> String {
        let number = self.random.below(65_536);
        match field {
            Field::Ip4 => format!("{}.{}.0.{}", number % 256, self.random.below(256), number / 256),
            Field::Ip6 => {
                let forms = [
                    format!("2001:DB8:{number:x}::{number:X}"),
                    format!("::{number:04x}"),
                    format!("{number:x}::"),
                    format!("1:2:3:4:5:6:7:{number:x}"),
                    "::ffff:192.0.2.1".to_owned(),
                    "1:2:3:4:5:6:7::".to_owned(),
                    "0:0:0:0:0:0:0:0".to_owned(),
                    format!("64:ff9b::{}.2.3.4", number % 256),
                ];
                forms[self.random.below(forms.len())].clone()
            }
            Field::Hextets if self.audience.all("BNL") => {
                format!("{number:x}:4FFF:0:{:04x}", self.random.below(65_536))
            }
            Field::Hextets => format!("{number:04x}:4FFF:0000:{:04X}", self.random.below(65_536)),
            Field::Eui48 => format!("00-00-5e-{:02X}-53-{:02x}", number / 256, number % 256),
            Field::Eui64 => format!("00-00-5E-ef-10-00-{:02X}-{:02x}", number / 256, number % 256),
            Field::Atm => self.random.pick(&["+61200000000", "39.246f.12345678", "39246F12"]).to_owned(),
            _ => format!("0x47.0005.80.{number:04x}{}", self.random.pick(&["", ".00", "00FF"])),
        }
    }

    pub(super) fn location(&mut self) -> String {
        let angle = |maker: &mut Self, most: usize| {
            let degrees = maker.random.below(most);
            match maker.random.below(4) {
                0 => format!("{degrees}"),
                1 => format!("{degrees} {:02}", maker.random.below(60)),
                2 => format!("{degrees} {} {}", maker.random.below(60), maker.random.below(60)),
                _ => format!("{degrees} 5 {}.{:03}", maker.random.below(60), maker.random.below(1_000)),
            }
        };
        let latitude = angle(self, 90);
        let longitude = self.one(&[("BKN", "179"), ("BKN", "0 59"), ("BKNL", "1 2 3.4"), ("BKNL", "179 59 59.999")]);
        let hemispheres = self.random.pick(&[("N", "E"), ("S", "W")]);
        let altitude =
            self.random.pick(&["0", "-24m", "12.34m", "42849672.95m", "-100000.00m", "1m", "-0.01m", "00.1"]);
        let sizes = self.random.pick(&[
            "",
            " 30m",
            " 1m 2m",
            " 1m 10000m 10m",
            " 0.05m 90000000.00m 20",
            " 0.00m 0.01m 0.10m",
            " 9.99m 10.00m 99.99m",
            " 90000000m",
        ]);
        format!("{latitude} {} {longitude} {} {altitude}{sizes}", hemispheres.0, hemispheres.1)
    }

    pub(super) fn prefix(&mut self) -> String {
        self.random.pick(&["0 2001:db8::1", "64 ::1 prefix", "128 prefix"]).to_owned()
    }

    pub(super) fn item(&mut self) -> String {
        let items = [
            "1:192.0.2.0/24",
            "!1:192.0.2.64/28",
            "2:2001:db8::/32",
            "1:0.0.0.0/0",
            "1:10.0.0.1/32",
            "!2:FF00::/8",
            "2:::/0",
            "1:255.255.255.255/32",
            "!1:0.0.0.0/32",
            "2:::1/128",
            "!2:2001:DB8:0:0:0:0:0:0/127",
        ];
        self.random.pick(&items).to_owned()
    }

    /// The gateway of IPSECKEY (its type and algorithm before it), or the relay of AMTRELAY.
    pub(super) fn gateway(&mut self, is_gateway: bool) -> String {
        let (kind, place) = self.audience.one(
            self.random,
            &[
                ("BKNL", (0, ".")),
                ("BKNL", (1, "192.0.2.38")),
                ("BKNL", (2, "2001:db8::1")),
                ("BKN", (3, "gw")),
                ("BKNL", (3, "Gw.Example.NET.")),
            ],
        );
        let first = if is_gateway { format!("{kind} 2") } else { format!("{} {kind}", self.random.below(2)) };
        format!("{first} {place}")
    }

    pub(super) fn services(&mut self) -> String {
        let protocol = self.random.pick(&["tcp", "6"]);
        // Each once and no `domain`: ldns takes no service twice, and that one for 0.
        let services = self.random.pick(&["smtp", "25 80", "80 1", "1 smtp 80"]);
        format!("{protocol} {services}")
    }

    pub(super) fn service(&mut self) -> String {
        let target = self.random.pick(NAMES);
        if self.random.once_in(6) {
            return format!("0 {target}");
        }
        let mut parameters = vec![self.one(&[
            ("BKNL", "alpn=h2"),
            ("BKNL", "alpn=\"h2,h3\""),
            ("BKNL", "alpn=h2 no-default-alpn"),
            ("BKNL", "alpn=h3 mandatory=alpn"),
            ("BKN", "alpn=\"f\\\\\\\\oo\\\\,bar,h2\""),
            ("BKN", "alpn=f\\\\\\\\oo\\\\,bar,h2"),
            ("BKN", "alpn=\\104\\050"),
            ("BKNL", "alpn=h2 mandatory=\"alpn\""),
            // Knot and NSD print this with a backslash too many.
            ("B", "alpn=\"a b\\\",c\""),
        ])];
        for options in SERVICE_PARAMETERS {
            if self.random.once_in(3) {
                parameters.push(self.one(options));
            }
        }
        if self.random.once_in(2) {
            parameters.reverse();
        }
        format!("{} {target} {}", 1 + self.random.below(65_535), parameters.join(" "))
    }
}

/// Parameters of service bindings, each in its spellings.
const SERVICE_PARAMETERS: &[&[(&str, &str)]] = &[
    &[("BKNL", "port=8004"), ("BKNL", "port=\"0\""), ("BKNL", "port=65535")],
    &[("BKNL", "ipv4hint=192.0.2.1"), ("BKNL", "ipv4hint=192.0.2.2,192.0.2.1"), ("BKNL", "ipv4hint=\"192.0.2.1\"")],
    &[("BKNL", "ech=AQID"), ("BKNL", "ech=\"AQIDBA==\"")],
    &[("BKNL", "ipv6hint=2001:db8::1"), ("BKNL", "ipv6hint=2001:DB8::53:1,::1")],
    &[("BNL", "dohpath=/dns-query{?dns}"), ("BKNL", "key333=x")],
    &[("BKNL", "key667=\"a b\""), ("BKNL", "key667"), ("BKNL", "key667=a\\032b\\255"), ("BKNL", "key668=\"a,b\"")],
];

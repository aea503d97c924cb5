"""The links to the packet of a claim."""

from evidence_guide.view.packets import PACKET_SUMS, PACKETS, packet_uri
from evidence_guide.view.shapes import Id, ViewObject


class PacketLinks(ViewObject):
    """The packet of a claim, and the list with the digests of all packets."""

    uri: Id
    sums: Id


def packet_links(claim: str) -> PacketLinks:
    """The links of the page of a claim."""
    return PacketLinks(uri=packet_uri(claim), sums=f"{PACKETS}{PACKET_SUMS}")

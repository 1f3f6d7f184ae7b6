/** One catalogue in three serialisations, and what any harvest of it must say. */
export const TURTLE = `
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix freq: <http://publications.europa.eu/resource/authority/frequency/> .

<https://data.hz.gov.cn/> a dcat:Catalog ;
  dcat:dataset <https://data.hz.gov.cn/d/1>, <https://data.hz.gov.cn/d/2> ;
  dcat:service <https://data.hz.gov.cn/s/1> .

<https://data.hz.gov.cn/d/1> a dcat:Dataset ;
  dct:identifier "parking" ;
  dct:title "Parking lots"@en, "停车场信息"@zh, "Stationnement"@fr ;
  dct:description "全市公共停车场的位置与泊位 \\"实时\\""@zh ;
  dct:publisher <https://data.hz.gov.cn/org/jt> ;
  dcat:contactPoint [ a vcard:Organization ; vcard:fn "数据科" ;
    vcard:hasEmail <mailto:data@hz.gov.cn> ; vcard:hasTelephone [ vcard:hasValue <tel:0571-12345678> ] ] ;
  dcat:theme <http://publications.europa.eu/resource/authority/data-theme/TRAN> ;
  dcat:keyword "停车"@zh, "泊位"@zh, "parking"@en ;
  dct:issued "2023-05-27"^^xsd:date ;
  dct:modified "2024-01-02T03:04:05+08:00"^^xsd:dateTime ;
  dct:accrualPeriodicity freq:DAILY ;
  dct:spatial [ a dct:Location ; skos:prefLabel "杭州市"@zh ] ;
  dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "2020-01-01"^^xsd:date ; dcat:endDate "2023-12-31"^^xsd:date ] ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
  dcat:landingPage <https://data.hz.gov.cn/page/1> ;
  dcat:version "1.2" ;
  dct:language <http://publications.europa.eu/resource/authority/language/ZHO> ;
  dcat:distribution <https://data.hz.gov.cn/d/1/csv>, [ a dcat:Distribution ; dct:title "接口" ;
    dcat:accessService [ a dcat:DataService ; dct:title "查询服务" ; dcat:endpointURL <https://api.hz.gov.cn/p> ] ] .

<https://data.hz.gov.cn/d/1/csv> a dcat:Distribution ;
  dct:title "停车场.csv" ; dct:format <http://publications.europa.eu/resource/authority/file-type/CSV> ;
  dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ;
  dcat:downloadURL <https://data.hz.gov.cn/f/1.csv> ; dcat:accessURL <https://data.hz.gov.cn/f/1> ;
  dcat:byteSize 12345 ; dct:license <https://data.hz.gov.cn/licence> .

<https://data.hz.gov.cn/licence> a dct:LicenseDocument ; dct:title "开放授权许可"@zh .
<http://publications.europa.eu/resource/authority/data-theme/TRAN> skos:prefLabel "交通"@zh, "Transport"@en .
<https://data.hz.gov.cn/org/jt> a foaf:Organization ; foaf:name "杭州市交通运输局"@zh ; dct:identifier "11330100002489" .

<https://data.hz.gov.cn/d/2> a dcat:Dataset ; dct:title "无标识号的数据集" ; dct:publisher <https://data.hz.gov.cn/org/jt> .
<https://data.hz.gov.cn/s/1> a dcat:DataService ; dct:title "地图服务" ; dcat:endpointURL <https://data.hz.gov.cn/wms> .
<https://data.hz.gov.cn/series> a dcat:Dataset, dcat:DatasetSeries ; dct:title "历年" .
`;

export const PARKING = {
  id: 'parking',
  fields: {
    title: '停车场信息',
    description: '全市公共停车场的位置与泊位 "实时"',
    publisher: '杭州市交通运输局',
    publisherCode: '11330100002489',
    keywords: ['停车', '泊位'],
    theme: ['http://publications.europa.eu/resource/authority/data-theme/TRAN'],
    issued: '2023-05-27',
    modified: '2024-01-02T03:04:05+08:00',
    frequency: 'http://publications.europa.eu/resource/authority/frequency/DAILY',
    spatial: '杭州市',
    temporalStart: '2020-01-01',
    temporalEnd: '2023-12-31',
    license: 'https://data.hz.gov.cn/licence',
    accessRights: 'http://publications.europa.eu/resource/authority/access-right/PUBLIC',
    landingPage: 'https://data.hz.gov.cn/page/1',
    version: '1.2',
    identifier: 'parking',
    contactName: '数据科',
    contactEmail: 'data@hz.gov.cn',
    contactPhone: '0571-12345678',
  },
  codes: {
    theme: { 'http://publications.europa.eu/resource/authority/data-theme/TRAN': '交通' },
    license: { 'https://data.hz.gov.cn/licence': '开放授权许可' },
  },
  distributions: [
    {
      title: '停车场.csv',
      format: 'CSV',
      mediaType: 'text/csv',
      accessUrl: 'https://data.hz.gov.cn/f/1',
      downloadUrl: 'https://data.hz.gov.cn/f/1.csv',
      byteSize: '12345',
    },
    { title: '接口', accessUrl: 'https://api.hz.gov.cn/p' },
  ],
  dataItems: [],
  unmapped: { 'dct:language': 'http://publications.europa.eu/resource/authority/language/ZHO' },
  nativeId: 'dcat/https://data.hz.gov.cn/d/1',
};

/** The four platforms of the exchangeopengateway (sheet 05), with the keys that each answers under. */
import { type PlayedPlatform, siteAt } from '../played.ts';
import { exchangeOpenGateway, type GatewayVariant } from '../wires/products/exchangeopengateway.ts';

const gateway = (id: string, region: string, origin: string, variant: GatewayVariant): PlayedPlatform => ({
  id,
  region,
  origin,
  wire: exchangeOpenGateway(siteAt(origin, id), variant),
  shape: 'mlbh',
});

export const GATEWAY: PlayedPlatform[] = [
  gateway('jiangsu-xuzhou', '320300', 'http://data.gxj.xz.gov.cn', {
    title: 'mlmc',
    theme: 'ssztlmmc',
    industry: 'ssqtlmmc',
    dates: false,
    volume: false,
    phone: null,
    keywords: false,
    description: 'zyzy',
    formatsInDetail: false,
    halfYear: true,
    home: '/',
  }),
  gateway('sichuan-deyang', '510600', 'https://www.dysdsj.cn', {
    title: 'xxzymc',
    theme: 'ssztlmmc',
    industry: 'ssqtlmmc',
    dates: true,
    volume: true,
    phone: 'zjhm',
    keywords: true,
    description: 'zyzy',
    formatsInDetail: true,
    halfYear: false,
    home: '/',
  }),
  gateway('sichuan-suining', '510900', 'https://www.suining.gov.cn', {
    title: 'xxzymc',
    theme: 'sslymc',
    industry: 'sshy',
    dates: true,
    volume: false,
    phone: 'zjhm',
    keywords: true,
    description: 'zyzy',
    formatsInDetail: false,
    halfYear: true,
    home: '/data',
  }),
  gateway('sichuan-ganzi', '513300', 'http://182.132.59.11:11180', {
    title: 'mlmc',
    theme: 'ssztlmmc',
    industry: 'ssqtlmmc',
    dates: true,
    volume: true,
    phone: 'sjhm',
    keywords: true,
    description: 'xxzymc',
    formatsInDetail: true,
    halfYear: false,
    home: '/dexchange/open/',
  }),
];

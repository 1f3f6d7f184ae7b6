/** The ways to data, and the steps of each: `{source}` its catalogue, `{publisher}` its office, `{operator}` who sells it. */
import type { Label } from '../../../config/words.ts';

export const WAYS = ['download', 'api', 'page', 'application', 'sharing', 'operation'] as const;
export type Way = (typeof WAYS)[number];

export const THE_OPERATOR: Label = { zh: '获授权的运营机构', en: 'the authorised operator' };

const step = (zh: string, en: string): Label => ({ zh, en });

const AT_ITS_PAGE = step(
  '到{source}打开该资源的页面，多数平台须先注册登录。',
  'Open its page at {source}; most platforms ask you to register first.',
);

export const STEPS: Record<Way, readonly Label[]> = {
  download: [
    step('下载所列文件，来自{source}。', 'Download the files that are listed, from {source}.'),
    step('使用时注明来源与更新日期。', 'Name the source and its date when you use it.'),
  ],
  api: [
    AT_ITS_PAGE,
    step('申请接口调用权限，取得应用标识与密钥。', 'Apply for access to the interface; you will get a key.'),
    step('按页面所列参数调用，留意调用次数限制。', 'Call it as its page describes, within its limits.'),
  ],
  page: [AT_ITS_PAGE, step('在该页面选择格式下载。', 'Choose a format there and download.')],
  application: [
    AT_ITS_PAGE,
    step('说明用途，提交申请，由{publisher}审核。', 'State your purpose and apply; {publisher} decides.'),
    step(
      '审核通过后下载或调用；仅可用于所申请的用途。',
      'Once approved, download or call it, for that purpose only.',
    ),
  ],
  sharing: [
    step(
      '本资源经政务数据共享提供，申请主体为行政机关和履行公共职能的组织。',
      'This is shared between public bodies: only they can ask for it.',
    ),
    step('通过本单位的共享平台向{publisher}提出需求。', 'Ask {publisher} through your own sharing platform.'),
    step(
      '社会公众如需同类数据，可看是否另有开放的条目。',
      'Anyone else: see whether there is an open offer of it.',
    ),
  ],
  operation: [
    step(
      '本资源经授权运营提供，由{operator}提供数据产品和服务。',
      'This is supplied under authorised operation, as a product or service of {operator}.',
    ),
    step(
      '向运营机构说明使用场景，经审核后签订协议。',
      'Tell the operator your use; once approved, sign the agreement.',
    ),
    step('按公布的价格付费，在约定范围内使用。', 'Pay the published price and use it as agreed.'),
  ],
};

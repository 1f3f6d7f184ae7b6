/** The rows of the table of errors about subscriptions and deliveries (`errors.ts`). */
import { rule } from './rule.ts';

export const NOTICE_ERRORS = {
  'subscription.unknown': rule(404, 'never', 'caller', '没有这个订阅', 'There is no such subscription'),
  'subscription.no-mail': rule(
    409,
    'never',
    'us',
    '本系统未设置发信，不能以邮件通知',
    'This installation sends no mail',
  ),
  'subscription.link-invalid': rule(
    403,
    'never',
    'caller',
    '链接无效或已失效',
    'The link is not valid, or not any more',
  ),
  'delivery.unknown': rule(404, 'never', 'caller', '没有这次发送', 'There is no such delivery'),
  'delivery.not-dead': rule(
    409,
    'never',
    'caller',
    '只有已放弃的才能再次发送',
    'Only what was given up can be sent again',
  ),
};

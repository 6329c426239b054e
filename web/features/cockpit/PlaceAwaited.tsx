import { Page } from '../shell/Page'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import type { usePlaceAt } from './usePlaceAt'

/** A page whose place is not there: it could not be asked, is not within the person's authority (`foreign` says so), or is still to come. */
export function PlaceAwaited({
  title,
  foreign,
  asked: { error, outside, retry },
}: {
  title: string
  foreign: string
  asked: Omit<ReturnType<typeof usePlaceAt>, 'at'>
}) {
  return (
    <Page title={title}>
      {error ? <Failure error={error} onRetry={retry} /> : outside ? <Empty>{foreign}</Empty> : <Skeleton lines={16} />}
    </Page>
  )
}

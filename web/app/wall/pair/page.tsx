import { PairForm } from '../../../features/wall/PairForm'

export default function PairPage() {
  return <PairForm />
}

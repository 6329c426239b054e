import { Institutions } from '../../../features/institutions/Institutions'

export default function InstitutionsPage() {
  return <Institutions />
}

import { createPlainPartitionKernel } from '../../src/kernels/plainPartition';
import { partitionContract } from './partitionContract';
import { partitionEnergyContract } from './partitionEnergyContract';
import { partitionPartsContract } from './partitionPartsContract';

partitionContract(createPlainPartitionKernel, [14, 13], ['log-sum-exp']);
partitionEnergyContract(createPlainPartitionKernel, ['log-sum-exp'], [30, 12]);
partitionPartsContract(createPlainPartitionKernel, { 'log-sum-exp': [16, 15] });

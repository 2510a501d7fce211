using System;
using System.Globalization;
using System.Linq;
using Autodiff.Tests.Fuzz;

int[] numbers = [.. args.Select(arg => int.TryParse(arg, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : -1)];
if (numbers.Length is 0 or > 2 || numbers.Contains(-1))
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project Autodiff.Fuzz -- <count> [<first seed>]");
    return 2;
}

var campaign = new Campaign(Console.Write);
return campaign.Run(first: numbers.ElementAtOrDefault(1) is > 0 and var first ? first : 1, count: numbers[0]) ? 0 : 1;
